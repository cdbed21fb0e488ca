"""What upper rooms plug into authoring: formats that bring courses in, and kinds of block.

`bundle` is a whole course as values; `formats` reads one from files; `kinds` says what a block is;
`references` finds the files a block uses.
"""
