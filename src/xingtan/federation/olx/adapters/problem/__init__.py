"""Problems of Open edX (capa XML) as our problem data. `reading` is the way in."""
