"""OAI-PMH, seen from outside: nothing but its address ``/oai`` and the format it plugs into gathering."""
