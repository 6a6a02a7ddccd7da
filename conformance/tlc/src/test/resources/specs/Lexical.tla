---- MODULE Lexical ----
VARIABLE x
Init == x = 0 ` 1
====
