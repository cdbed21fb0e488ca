"""How dates are written where Django's own way would not do: by language, read by its formats (``FORMAT_MODULE_PATH``)."""
