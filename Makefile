# Aliases; the work is in xtask/.
.PHONY: demo test
demo:
	cargo xtask demo
test:
	cargo xtask test
