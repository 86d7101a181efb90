//! Bytes to text: character sets, sanitised markup, plain text.
