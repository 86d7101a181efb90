//! Documents in and out as JSON lines.
