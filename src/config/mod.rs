//! Typed configuration: `parse(text)` gives a [`Config`] and problems with spans. Rule ids are strings here.
