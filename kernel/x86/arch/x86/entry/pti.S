/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Page table isolation: the first instructions of the CR3 switches, which
 * decide whether there is anything to switch.  All of it runs with kernel
 * GSBASE and interrupts off.
 */

#ifdef CONFIG_X86_PTI_OPTOUT

/*
 * Processes may opt out.  While nobody may, X86_FEATURE_PTI_OPTOUT is clear and
 * as many instructions are executed as in a kernel without
 * CONFIG_X86_PTI_OPTOUT.
 *
 * With it, an isolated process goes straight on: it makes most of a machine's
 * entries.  What is for others is out of line.
 */

/* Behind the other code of the file, under a name of its own for backtraces */
.macro PTI_OUT_OF_LINE
	.pushsection .entry.text, 1
	.ifndef pti_optout_out_of_line
SYM_INNER_LABEL(pti_optout_out_of_line, SYM_L_LOCAL)
	.endif
.endm

/* Carry: entered with the user page tables. */
.macro PTI_TEST_CR3 reg:req
	mov	%cr3, \reg
	bt	$PTI_USER_PGTABLE_BIT, \reg
.endm

/* Not zero: the loaded mm opted out. */
.macro PTI_TEST_OPTOUT
	cmpb	$0, PER_CPU_VAR(cpu_tlbstate + TLB_STATE_pti_optout)
.endm

/*
 * An opted-out process enters with the kernel's CR3: nothing to switch, and no
 * serializing CR3 write.  Mispredicting the branch is harmless: the kernel then
 * speculatively runs on the user page tables, which map nothing worth reading.
 */
.macro PTI_ENTER scratch_reg:req end:req
	ALTERNATIVE_2 "jmp \end", "jmp .Lpti_switch_\@", X86_FEATURE_PTI, \
		      "PTI_TEST_CR3 \scratch_reg", X86_FEATURE_PTI_OPTOUT
#ifdef CONFIG_X86_PTI_OPTOUT_ENTRY_CR3
	/*
	 * Keep the CR3 of this entry, in memory which only the kernel page
	 * tables map.  What the switch takes off can be told from the bit that
	 * it leaves: see pti_entry_cr3_status().
	 */
	jnc	.Lpti_store_\@
	ALTERNATIVE "PTI_LOAD_NOPCID \scratch_reg", \
		    "PTI_LOAD_PCID \scratch_reg", X86_FEATURE_PCID
.Lpti_store_\@:
	movq	\scratch_reg, PER_CPU_VAR(pti_entry_cr3)
#else
	jnc	\end
	ADJUST_KERNEL_CR3 \scratch_reg
	mov	\scratch_reg, %cr3
#endif

	PTI_OUT_OF_LINE
	/* Nobody may opt out.  The jump back stands for the NOP before it. */
.Lpti_switch_\@:
	mov	%cr3, \scratch_reg
	ALTERNATIVE "PTI_LOAD_AND_JMP \scratch_reg \end", \
		    "SET_NOFLUSH_BIT \scratch_reg; PTI_LOAD_AND_JMP \scratch_reg \end", \
		    X86_FEATURE_PCID
	.popsection
.endm

.macro PTI_LOAD_AND_JMP reg:req end:req
	andq	$(~PTI_USER_PGTABLE_AND_PCID_MASK), \reg
	mov	\reg, %cr3
	jmp	\end
.endm

#ifdef CONFIG_X86_PTI_OPTOUT_ENTRY_CR3
/* Of equal length, so that no NOP is executed in either. */
.macro PTI_LOAD_NOPCID reg:req
	andq	$(~PTI_USER_PGTABLE_AND_PCID_MASK), \reg
	mov	\reg, %cr3
	bts	$PTI_USER_PGTABLE_BIT, \reg
.endm
.macro PTI_LOAD_PCID reg:req
	SET_NOFLUSH_BIT \reg
	andq	$(~PTI_USER_PGTABLE_AND_PCID_MASK), \reg
	mov	\reg, %cr3
.endm
#endif

/*
 * SYSRET does not serialize.  Do not let an isolated process get to the end by
 * a mispredicted branch and speculatively run in user mode on the kernel page
 * tables.
 */
.macro PTI_EXIT end:req
	ALTERNATIVE_2 "jmp \end", "jmp .Lpti_isolated_\@", X86_FEATURE_PTI, \
		      "PTI_TEST_OPTOUT", X86_FEATURE_PTI_OPTOUT
	jne	.Lpti_optout_\@
.Lpti_isolated_\@:

	PTI_OUT_OF_LINE
.Lpti_optout_\@:
	lfence
	jmp	\end
	.popsection
.endm

/*
 * IRET does serialize.  An opted-out process needs no trampoline stack: go on
 * as without page table isolation.
 */
.macro PTI_EXIT_IRET isolated:req
	ALTERNATIVE_2 "jmp .Lpti_direct_\@", "jmp \isolated", X86_FEATURE_PTI, \
		      "PTI_TEST_OPTOUT", X86_FEATURE_PTI_OPTOUT
	je	\isolated
.Lpti_direct_\@:
.endm

/* From the kernel's PGD and PCID to the user's; without PCID from @nopcid on. */
.macro PTI_FLIP_CR3 reg:req nopcid:req
\nopcid:
	ALTERNATIVE "PTI_FLIP_PGD \reg", "PTI_FLIP_PGD_AND_PCID \reg", X86_FEATURE_PCID
.endm

.macro PTI_FLIP_PGD reg:req
	orq	$(PTI_USER_PGTABLE_MASK), \reg
.endm
.macro PTI_FLIP_PGD_AND_PCID reg:req
	orq	$(PTI_USER_PGTABLE_AND_PCID_MASK), \reg
.endm

#else /* !CONFIG_X86_PTI_OPTOUT */

.macro PTI_ENTER scratch_reg:req end:req
	ALTERNATIVE "jmp \end", "", X86_FEATURE_PTI
	mov	%cr3, \scratch_reg
	ADJUST_KERNEL_CR3 \scratch_reg
	mov	\scratch_reg, %cr3
.endm
.macro PTI_EXIT end:req
	ALTERNATIVE "jmp \end", "", X86_FEATURE_PTI
.endm
.macro PTI_EXIT_IRET isolated:req
	ALTERNATIVE "", "jmp \isolated", X86_FEATURE_PTI
.endm
.macro PTI_FLIP_CR3 reg:req nopcid:req
	/* Flip the ASID to the user version */
	orq	$(PTI_USER_PCID_MASK), \reg

\nopcid:
	/* Flip the PGD to the user version */
	orq     $(PTI_USER_PGTABLE_MASK), \reg
.endm

#endif /* CONFIG_X86_PTI_OPTOUT */
