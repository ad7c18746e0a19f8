// SPDX-License-Identifier: Apache-2.0
#include "performer.h"

void add_text(char **place, const char *text)
{
	char *at = *place;

	while ((*at = *text++))
		at++;
	*place = at;
}

void add_number(char **place, int number)
{
	char digits[12], *first = digits + sizeof(digits);

	*--first = 0;
	do {
		*--first = '0' + number % 10;
		number /= 10;
	} while (number);
	add_text(place, first);
}

/* The compiler may call these. */
void *memset(void *to, int value, size_t n)
{
	void *start = to;

	asm volatile("rep stosb" : "+D"(to), "+c"(n) : "a"(value) : "memory");
	return start;
}

void *memcpy(void *restrict to, const void *restrict from, size_t n)
{
	void *start = to;

	asm volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
	return start;
}
