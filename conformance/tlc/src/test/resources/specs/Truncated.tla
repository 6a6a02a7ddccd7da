---- MODULE Truncated ----
VARIABLE x
Init == x = 0
