"""One article as the shared encoder reads it: windows of word pieces, read once for every processor."""
