//! Reaches a Joule chain.
