/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/*
 * A division by zero, or of the smallest integer by -1, that the code rules out: here the compiler tests for it and calls
 * these; on x64 the instruction itself stops the process.
 */
void nloss_rt_S_P_CoreLib_Internal_Runtime_CompilerHelpers_ThrowHelpers__ThrowDivideByZeroException(void)
{
    __builtin_trap();
}

void nloss_rt_S_P_CoreLib_Internal_Runtime_CompilerHelpers_ThrowHelpers__ThrowOverflowException(void)
{
    __builtin_trap();
}
