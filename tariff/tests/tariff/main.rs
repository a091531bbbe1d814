//! The tariff: bills that somebody published, the rules one by one, and what always holds.

mod properties;
mod published;
mod rules;
mod tables;
