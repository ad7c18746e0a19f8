/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An option ROM for Bochs. Its BIOS calls it before it looks for disks, with
 * the tables of processors made; it enters a kernel that lies in memory
 * already, in the way of PVH: 32 bits, flat, EBX holds the start information.
 * See io.ptictl.lab.PvhImage for the words at IMAGE.
 */
#ifdef __x86_64__
#define ROM		0xd0000		/* where the BIOS finds it */
#define IMAGE		0xf00000
#define MARK		0x49545021
#define CODE		8
#define DATA		16
#define A20_PORT	0x92
#define PANIC_PORT	0x401		/* Bochs: the next message is the last */
#define MESSAGE_PORT	0x402

	.section .rodata
	.globl rom_start, rom_end
rom_start:
	.byte	0x55, 0xaa, 1		/* one block of 512 bytes */
	.code16
	cli
	cld
	inb	$A20_PORT, %al
	orb	$2, %al
	outb	%al, $A20_PORT
	lgdtl	%cs:gdt_pointer - rom_start
	movl	%cr0, %eax
	orb	$1, %al
	movl	%eax, %cr0
	ljmpl	$CODE, $ROM + flat - rom_start

	.code32
flat:
	movl	$DATA, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	movl	IMAGE + 8, %eax		/* at the image's end stands ... */
	cmpl	$MARK, (%eax)
	jne	damaged
	movl	IMAGE + 4, %ebx
	jmp	*IMAGE

damaged:
	xorl	%eax, %eax
	movw	$PANIC_PORT, %dx
	outb	%al, %dx
	incl	%edx			/* MESSAGE_PORT */
	movl	$ROM + message - rom_start, %esi
	movl	$message_end - message, %ecx
	rep outsb
	jmp	.

message:
	.ascii	"the image in memory is not as it was loaded\n"
message_end:
	.p2align 3
gdt:
	.quad	0
	.quad	0x00cf9a000000ffff
	.quad	0x00cf92000000ffff
gdt_pointer:
	.word	gdt_pointer - gdt - 1
	.long	ROM + gdt - rom_start
	.org	rom_start + 511
	.byte	0			/* makes the sum 0; see bochs.c */
rom_end:
	.code64
#endif
	.section .note.GNU-stack, "", @progbits
