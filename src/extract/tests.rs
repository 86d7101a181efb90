//! Pages as tables.
