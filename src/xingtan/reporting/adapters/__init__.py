"""The outside of reporting: keys and seals, tables that spreadsheets write, files of columns."""
