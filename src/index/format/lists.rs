//! Numbered runs of bytes, found through one offset for each group of runs.

use crate::index::format::bytes::{Reader, push_varint};

/// Runs in a group.
const GROUP: usize = if cfg!(test) { 3 } else { 16 };

/// Collects runs of bytes, numbered from 0.
#[derive(Debug, Default)]
pub(crate) struct ListsWriter {
    offsets: Vec<u8>,
    data: Vec<u8>,
    group: Vec<u8>,
    lengths: Vec<u8>,
    count: usize,
}

impl ListsWriter {
    /// Adds the next run.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        push_varint(&mut self.lengths, bytes.len() as u32);
        self.group.extend_from_slice(bytes);
        self.count += 1;
        if self.count.is_multiple_of(GROUP) {
            self.close_group();
        }
    }

    /// `count`, `bytes of offsets`, offsets, then each group: its lengths, its runs.
    #[must_use]
    pub(crate) fn finish(mut self) -> Vec<u8> {
        if !self.count.is_multiple_of(GROUP) {
            self.close_group();
        }
        let mut out = Vec::with_capacity(8 + self.offsets.len() + self.data.len());
        out.extend_from_slice(&(self.count as u32).to_le_bytes());
        out.extend_from_slice(&self.offsets);
        out.extend_from_slice(&self.data);
        out
    }

    fn close_group(&mut self) {
        self.offsets.extend_from_slice(&(self.data.len() as u32).to_le_bytes());
        self.data.append(&mut self.lengths);
        self.data.append(&mut self.group);
    }
}

/// Reads what [`ListsWriter`] wrote.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lists<'a> {
    count: u32,
    offsets: &'a [u8],
    data: &'a [u8],
}

impl<'a> Lists<'a> {
    /// Reads the offsets; `None` when they do not fit the bytes.
    #[must_use]
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let count = reader.u32()?;
        let offsets = reader.take((count as usize).div_ceil(GROUP).checked_mul(4)?)?;
        Some(Self { count, offsets, data: reader.rest() })
    }

    /// How many runs there are.
    #[must_use]
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// The run with this number.
    #[must_use]
    pub(crate) fn get(&self, number: u32) -> Option<&'a [u8]> {
        if number >= self.count {
            return None;
        }
        let (group, number_in_group) = (number as usize / GROUP, number as usize % GROUP);
        let mut offset = Reader::new(self.offsets.get(group * 4..)?);
        let mut reader = Reader::new(self.data.get(offset.u32()? as usize..)?);
        let here = GROUP.min(self.count as usize - group * GROUP);
        let (mut before, mut len) = (0_usize, 0_usize);
        for at in 0..here {
            let next = reader.varint()? as usize;
            if at < number_in_group {
                before = before.checked_add(next)?;
            } else if at == number_in_group {
                len = next;
            }
        }
        reader.take(before)?;
        reader.take(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_by_number() {
        for count in 0..12_u32 {
            let mut writer = ListsWriter::default();
            for number in 0..count {
                writer.push(&vec![number as u8; (number as usize * 50) % 173]);
            }
            let bytes = writer.finish();
            let lists = Lists::open(&bytes).unwrap();
            assert_eq!(lists.count(), count);
            for number in 0..count {
                assert_eq!(lists.get(number).unwrap(), vec![number as u8; (number as usize * 50) % 173]);
            }
            assert_eq!(lists.get(count), None);
        }
    }
}
