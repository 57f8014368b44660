"""What the Makefile calls: words, checks, links, shape. No part of the program."""
