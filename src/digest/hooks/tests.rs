//! What is posted, and how it is sent again.
