/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/*
 * A level's dead parts refer to the .NET runtime. The linker of Linux drops them first and then fails if a symbol is missing;
 * those of Windows and macOS look for symbols first, so the build lets all of these references name this one. Code that
 * needs it would keep its section in the file, where build/gate.sh finds it.
 */
#if defined(_WIN32)
__declspec(selectany) __attribute__((section("unreach"))) char nloss_rt_unreachable = 1;
#elif defined(__APPLE__)
__attribute__((section("__UNREACH,__unreach"))) char nloss_rt_unreachable = 1;
#endif
