# Stands in for the kernel's tools/testing/selftests/lib.mk, so that the
# self-tests' Makefile also builds them here.
OUTPUT ?= .

PROGS := $(patsubst %,$(OUTPUT)/%,$(TEST_GEN_PROGS) $(TEST_GEN_PROGS_EXTENDED))

all: $(PROGS)
.PHONY: all

CFLAGS += -D_GNU_SOURCE= $(USERCFLAGS)

$(OUTPUT)/%: %.c $(LOCAL_HDRS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^)
