"""OpenDocument spreadsheets (ods, ots) as a stream of rows. Format: OASIS OpenDocument 1.3 part 3, chapter 9."""
