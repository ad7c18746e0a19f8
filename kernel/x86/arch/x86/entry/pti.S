/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Page table isolation: the first instructions of the CR3 switches, which
 * decide whether there is anything to switch.  All of it runs with kernel
 * GSBASE and interrupts off.
 */

#ifdef CONFIG_X86_PTI_OPTOUT

/*
 * Processes may opt out.  While nobody may, X86_FEATURE_PTI_OPTOUT is clear and
 * the instructions executed are those of a kernel without
 * CONFIG_X86_PTI_OPTOUT.  With it, the additional ones are out of line.
 */

/* Behind the other code of the file, under a name of its own for backtraces */
.macro PTI_OUT_OF_LINE
	.pushsection .entry.text, 1
	.ifndef pti_optout_out_of_line
SYM_INNER_LABEL(pti_optout_out_of_line, SYM_L_LOCAL)
	.endif
.endm

/*
 * An opted-out process enters with the kernel's CR3: nothing to switch, and no
 * serializing CR3 write.  Mispredicting the branch is harmless: the kernel then
 * speculatively runs on the user page tables, which map nothing worth reading.
 */
.macro PTI_ENTER scratch_reg:req end:req
	ALTERNATIVE_2 "jmp \end", "", X86_FEATURE_PTI, \
		      "jmp .Lpti_enter_\@", X86_FEATURE_PTI_OPTOUT
	mov	%cr3, \scratch_reg
.Lpti_switch_\@:

	PTI_OUT_OF_LINE
.Lpti_enter_\@:
	mov	%cr3, \scratch_reg
	bt	$PTI_USER_PGTABLE_BIT, \scratch_reg
#ifdef CONFIG_X86_PTI_OPTOUT_ENTRY_CR3
	/*
	 * Keep the CR3 of this entry, in memory which only the kernel page
	 * tables map.  What the switch takes off can be told from the bit that
	 * it leaves: see pti_entry_cr3_status().
	 */
	jnc	.Lpti_store_\@
	ALTERNATIVE "PTI_SWITCH_NOPCID \scratch_reg", \
		    "PTI_SWITCH_PCID \scratch_reg", X86_FEATURE_PCID
.Lpti_store_\@:
	movq	\scratch_reg, PER_CPU_VAR(pti_entry_cr3)
#else
	jc	.Lpti_switch_\@
#endif
	jmp	\end
	.popsection
.endm

#ifdef CONFIG_X86_PTI_OPTOUT_ENTRY_CR3
/* Of equal length, so that no NOP is executed in either. */
.macro PTI_SWITCH_NOPCID reg:req
	andq	$(~PTI_USER_PGTABLE_AND_PCID_MASK), \reg
	mov	\reg, %cr3
	bts	$PTI_USER_PGTABLE_BIT, \reg
.endm
.macro PTI_SWITCH_PCID reg:req
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
	ALTERNATIVE_2 "jmp \end", "", X86_FEATURE_PTI, \
		      "jmp .Lpti_exit_\@", X86_FEATURE_PTI_OPTOUT
.Lpti_isolated_\@:

	PTI_OUT_OF_LINE
.Lpti_exit_\@:
	cmpb	$0, PER_CPU_VAR(cpu_tlbstate + TLB_STATE_pti_optout)
	je	.Lpti_isolated_\@
	lfence
	jmp	\end
	.popsection
.endm

/*
 * IRET does serialize.  An opted-out process needs no trampoline stack: go on
 * as without page table isolation.
 */
.macro PTI_EXIT_IRET isolated:req
	ALTERNATIVE_2 "", "jmp \isolated", X86_FEATURE_PTI, \
		      "jmp .Lpti_iret_\@", X86_FEATURE_PTI_OPTOUT
.Lpti_direct_\@:

	PTI_OUT_OF_LINE
.Lpti_iret_\@:
	cmpb	$0, PER_CPU_VAR(cpu_tlbstate + TLB_STATE_pti_optout)
	je	\isolated
	jmp	.Lpti_direct_\@
	.popsection
.endm

#else /* !CONFIG_X86_PTI_OPTOUT */

.macro PTI_ENTER scratch_reg:req end:req
	ALTERNATIVE "jmp \end", "", X86_FEATURE_PTI
	mov	%cr3, \scratch_reg
.endm
.macro PTI_EXIT end:req
	ALTERNATIVE "jmp \end", "", X86_FEATURE_PTI
.endm
.macro PTI_EXIT_IRET isolated:req
	ALTERNATIVE "", "jmp \isolated", X86_FEATURE_PTI
.endm

#endif /* CONFIG_X86_PTI_OPTOUT */
