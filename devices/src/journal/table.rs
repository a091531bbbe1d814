//! How a value becomes bytes: SCALE, as on the chain.

use super::{JournalError, Result};
use codec::{DecodeAll, Encode};
use redb::{Key, ReadTransaction, TableDefinition, WriteTransaction};
use std::{borrow::Borrow, marker::PhantomData, ops::RangeBounds};

/// A table whose values are of one type.
pub struct Table<K: Key + 'static, V> {
	definition: TableDefinition<'static, K, &'static [u8]>,
	name: &'static str,
	values: PhantomData<V>,
}

impl<K: Key + 'static, V: Encode + DecodeAll> Table<K, V> {
	/// A table of this name.
	pub const fn new(name: &'static str) -> Self {
		Self { definition: TableDefinition::new(name), name, values: PhantomData }
	}

	/// Makes sure that it exists.
	pub fn prepare(&self, change: &WriteTransaction) -> Result<()> {
		change.open_table(self.definition)?;
		Ok(())
	}

	/// Puts a value in the place of what is there.
	pub fn put<'k>(
		&self,
		change: &WriteTransaction,
		key: impl Borrow<K::SelfType<'k>>,
		value: &V,
	) -> Result<()> {
		change.open_table(self.definition)?.insert(key, value.encode().as_slice())?;
		Ok(())
	}

	/// Takes a value away.
	pub fn remove<'k>(
		&self,
		change: &WriteTransaction,
		key: impl Borrow<K::SelfType<'k>>,
	) -> Result<()> {
		change.open_table(self.definition)?.remove(key)?;
		Ok(())
	}

	/// Takes away all values of these keys.
	pub fn clear<'k, R>(
		&self,
		change: &WriteTransaction,
		keys: impl RangeBounds<R> + 'k,
	) -> Result<()>
	where
		R: Borrow<K::SelfType<'k>> + 'k,
	{
		change.open_table(self.definition)?.retain_in(keys, |_, _| false)?;
		Ok(())
	}

	/// The value of a key.
	pub fn get<'k>(
		&self,
		look: &ReadTransaction,
		key: impl Borrow<K::SelfType<'k>>,
	) -> Result<Option<V>> {
		let found = look.open_table(self.definition)?.get(key)?;
		found.map(|bytes| self.value(bytes.value())).transpose()
	}

	/// The values of these keys, in the order of the keys, with what `name` makes of each key.
	pub fn all<'k, R, N>(
		&self,
		look: &ReadTransaction,
		keys: impl RangeBounds<R> + 'k,
		name: impl Fn(K::SelfType<'_>) -> N,
	) -> Result<Vec<(N, V)>>
	where
		R: Borrow<K::SelfType<'k>> + 'k,
	{
		let table = look.open_table(self.definition)?;
		let mut found = Vec::new();
		for entry in table.range(keys)? {
			let (key, bytes) = entry?;
			found.push((name(key.value()), self.value(bytes.value())?));
		}
		Ok(found)
	}

	fn value(&self, mut bytes: &[u8]) -> Result<V> {
		V::decode_all(&mut bytes).map_err(|_| JournalError::Foreign(self.name))
	}
}
