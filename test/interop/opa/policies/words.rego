# METADATA
# entrypoint: true
package words

# Long enough to be compressed.
long := [sprintf("%d: %s", [i, concat(" ", ["a line of text that repeats itself", "and then some"])]) | some i in numbers.range(1, 40)]

# One byte around the least length that is compressed, for a padding that the caller chooses.
padded := concat("", [input.pad | some _ in numbers.range(1, input.times)])
