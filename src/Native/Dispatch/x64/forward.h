/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/*
 * The exports. What each of them would do alike (find the level, enter the environment, put the element type before the
 * arguments, call, leave the environment) takes a compiler a hundred bytes an export. So each is three instructions that say
 * which it is, and the rest is there once, in assembly, as it forwards arguments without knowing them.
 *
 * An export and its operation's entries are in sections of their own: a program that the static library is linked into
 * keeps what it calls.
 */

#include <stddef.h>

#define ENTRIES(entry) ENTRIES_OF(entry, nloss_v2_nloss_##entry, nloss_v3_nloss_##entry, nloss_v4_nloss_##entry)
#define SHORT_ENTRIES(entry) ENTRIES_OF(entry, nloss_v2_nloss_##entry, nloss_v3_nloss_##entry, nloss_v3_nloss_##entry)
#define ENTRIES_OF(entry, v2, v3, v4) \
    extern entry##_entry v2, v3, v4; \
    entry##_entry *const nloss_entries_##entry[] = { v2, v3, v4 };

/* How an export is told to forward: the element type, how many arguments it counts, and whether the last is an executor. */
#define COUNT_SHIFT 8
#define EXECUTOR_SHIFT 16
#define LAST_executor 1
#define LAST_NULL 0

/* Bytes of the frame: arguments for the level, those that came in registers, and the call. */
#define MOST_INTEGERS 19
#define MOST_DOUBLES 4
#define REGISTERS_AT 112
#define DOUBLES_AT 160
#define CALL_AT 192
#define FRAME 256
_Static_assert(CALL_AT + sizeof(call) <= FRAME, "a call fits into the frame");
_Static_assert(offsetof(call, found) == 0, "what to leave is found at the call's address");

static nloss_status NLOSS_CALL unsupported(void)
{
    return NLOSS_E_UNSUPPORTED;
}

/* Enters the environment, and returns what to call; where the last argument is an executor, with that to hand on in its place. */
__attribute__((used)) static void *enter(call *call, const nloss_executor **last, uint32_t how, void *const *entries)
    __asm__("nloss_enter");
static void *enter(call *call, const nloss_executor **last, uint32_t how, void *const *entries)
{
    const nloss_isa_level level = level_in_use();
    if (level == NLOSS_ISA_NONE) {
        call->found = environment_enter();
        return (void *)unsupported;
    }
    const int has_executor = how >> EXECUTOR_SHIFT & 1;
    call_enter(call, has_executor ? *last : NULL);
    if (has_executor)
        *last = call->executor;
    return entries[level - NLOSS_ISA_V2];
}

#define TEXT_OF(macro) #macro
#define TEXT(macro) TEXT_OF(macro)

/*
 * %eax: how to forward; %r11: the operation's entries. On both systems argument n, from 1 on, becomes argument n + 1, and
 * the element type the first.
 */
#ifdef _WIN32
/* All arguments count. Those in registers have room on the stack beside the others. */
__asm__(
    ".text\n"
    ".def nloss_forward; .scl 3; .type 32; .endef\n"
    ".seh_proc nloss_forward\n"
    "nloss_forward:\n"
    "    movq %rcx, 8(%rsp)\n"
    "    movq %rdx, 16(%rsp)\n"
    "    movq %r8, 24(%rsp)\n"
    "    movq %r9, 32(%rsp)\n"
    "    pushq %rbx\n"
    "    .seh_pushreg %rbx\n"
    "    subq $" TEXT(FRAME) ", %rsp\n"
    "    .seh_stackalloc " TEXT(FRAME) "\n"
    "    .seh_endprologue\n"
    "    movl %eax, %ebx\n"
    "    movzbl %bh, %edx\n"
    "    leaq " TEXT(FRAME) "+8(%rsp,%rdx,8), %rdx\n"
    "    leaq " TEXT(CALL_AT) "(%rsp), %rcx\n"
    "    movl %ebx, %r8d\n"
    "    movq %r11, %r9\n"
    "    callq nloss_enter\n"
    "    movzbl %bh, %ecx\n"
    "1:  movq " TEXT(FRAME) "+8(%rsp,%rcx,8), %rdx\n"
    "    movq %rdx, (%rsp,%rcx,8)\n"
    "    decl %ecx\n"
    "    jnz 1b\n"
    "    movzbl %bl, %ecx\n"
    "    movq 8(%rsp), %rdx\n"
    "    movq 16(%rsp), %r8\n"
    "    movq 24(%rsp), %r9\n"
    "    callq *%rax\n"
    "    ldmxcsr " TEXT(CALL_AT) "(%rsp)\n"
    "    addq $" TEXT(FRAME) ", %rsp\n"
    "    popq %rbx\n"
    "    retq\n"
    "    .seh_endproc\n");
#define COUNTED(integers, doubles) #integers " + " #doubles
#define START(name) \
    ".def " #name "; .scl 2; .type 32; .endef\n" \
    ".section .drectve,\"yn\"\n.ascii \" -export:" #name "\"\n.text\n" \
    ".globl " #name "\n" #name ":\n"
#else
/* Integers and pointers count: six of them are in registers. Doubles stay in theirs, but enter may use those. */
__asm__(
    ".text\n"
    "nloss_forward:\n"
    "    pushq %rbx\n"
    "    subq $" TEXT(FRAME) ", %rsp\n"
    "    movl %eax, %ebx\n"
    "    movq %rdi, " TEXT(REGISTERS_AT) "(%rsp)\n"
    "    movq %rsi, " TEXT(REGISTERS_AT) "+8(%rsp)\n"
    "    movq %rdx, " TEXT(REGISTERS_AT) "+16(%rsp)\n"
    "    movq %rcx, " TEXT(REGISTERS_AT) "+24(%rsp)\n"
    "    movq %r8, " TEXT(REGISTERS_AT) "+32(%rsp)\n"
    "    movq %r9, " TEXT(REGISTERS_AT) "+40(%rsp)\n"
    "    movsd %xmm0, " TEXT(DOUBLES_AT) "(%rsp)\n"
    "    movsd %xmm1, " TEXT(DOUBLES_AT) "+8(%rsp)\n"
    "    movsd %xmm2, " TEXT(DOUBLES_AT) "+16(%rsp)\n"
    "    movsd %xmm3, " TEXT(DOUBLES_AT) "+24(%rsp)\n"
    "    movzbl %bh, %ecx\n"
    "    leaq " TEXT(REGISTERS_AT) "-8(%rsp,%rcx,8), %rsi\n"
    "    cmpl $6, %ecx\n"
    "    jbe 1f\n"
    "    leaq " TEXT(FRAME) "+16-56(%rsp,%rcx,8), %rsi\n"
    "1:  leaq " TEXT(CALL_AT) "(%rsp), %rdi\n"
    "    movl %ebx, %edx\n"
    "    movq %r11, %rcx\n"
    "    callq nloss_enter\n"
    "    movzbl %bh, %ecx\n"
    "    jmp 3f\n"
    "2:  movq " TEXT(FRAME) "+16-56(%rsp,%rcx,8), %rdx\n"
    "    movq %rdx, -48(%rsp,%rcx,8)\n"
    "    decl %ecx\n"
    "3:  cmpl $6, %ecx\n"
    "    ja 2b\n"
    "    movq " TEXT(REGISTERS_AT) "+40(%rsp), %rdx\n"
    "    movq %rdx, (%rsp)\n"
    "    movzbl %bl, %edi\n"
    "    movq " TEXT(REGISTERS_AT) "(%rsp), %rsi\n"
    "    movq " TEXT(REGISTERS_AT) "+8(%rsp), %rdx\n"
    "    movq " TEXT(REGISTERS_AT) "+16(%rsp), %rcx\n"
    "    movq " TEXT(REGISTERS_AT) "+24(%rsp), %r8\n"
    "    movq " TEXT(REGISTERS_AT) "+32(%rsp), %r9\n"
    "    movsd " TEXT(DOUBLES_AT) "(%rsp), %xmm0\n"
    "    movsd " TEXT(DOUBLES_AT) "+8(%rsp), %xmm1\n"
    "    movsd " TEXT(DOUBLES_AT) "+16(%rsp), %xmm2\n"
    "    movsd " TEXT(DOUBLES_AT) "+24(%rsp), %xmm3\n"
    "    callq *%rax\n"
    "    ldmxcsr " TEXT(CALL_AT) "(%rsp)\n"
    "    addq $" TEXT(FRAME) ", %rsp\n"
    "    popq %rbx\n"
    "    retq\n");
#define COUNTED(integers, doubles) #integers
#ifdef __APPLE__
#define HIDDEN(name) ".private_extern _" #name "\n"
#define LABEL(name) ".globl _" #name "\n_" #name ":\n"
#else
#define HIDDEN(name) ".hidden " #name "\n"
#define LABEL(name) ".pushsection .text." #name ",\"ax\",@progbits\n.globl " #name "\n.type " #name ", @function\n" #name ":\n"
#endif
#ifdef NLOSS_STATIC
#define START(name) HIDDEN(name) LABEL(name)
#else
#define START(name) LABEL(name)
#endif
#endif

#ifdef __APPLE__
#define SYMBOL(name) "_" #name
#else
#define SYMBOL(name) #name
#endif
#ifdef __ELF__
#define END ".popsection\n"
#else
#define END
#endif

#define EXPORT(name, entry, type, integers, doubles, last, parameters, arguments) \
    _Static_assert(integers <= MOST_INTEGERS && doubles <= MOST_DOUBLES, "arguments fit into the frame"); \
    __asm__(START(name) \
        "    leaq " SYMBOL(nloss_entries_##entry) "(%rip), %r11\n" \
        "    movl $(" #type " | (" COUNTED(integers, doubles) ") << " TEXT(COUNT_SHIFT) \
        " | " TEXT(LAST_##last) " << " TEXT(EXECUTOR_SHIFT) "), %eax\n" \
        "    jmp nloss_forward\n" END);
