"""Universities of the tests: real providers of sign-in, each in a process of its own or with a library of its own."""
