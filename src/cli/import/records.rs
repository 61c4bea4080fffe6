//! Reads the records of an openFDA file one at a time, however many it has.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

use crate::import::MOST_BYTES;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Gives each record to `each` until it returns false.
pub(super) fn each(reader: impl Read, each: &mut impl FnMut(&Value) -> bool) -> Result<(), String> {
    let left = Rc::new(Cell::new(MOST_BYTES));
    let reader = Limited { reader, left: Rc::clone(&left) };
    let mut deserializer = serde_json::Deserializer::from_reader(io::BufReader::new(reader));
    let mut stopped = false;
    let mut found = false;
    let mut each = |record: &Value| {
        left.set(MOST_BYTES);
        found = true;
        stopped |= !each(record);
        !stopped
    };
    let read = Top(&mut each).deserialize(&mut deserializer);
    if stopped {
        return Ok(());
    }
    read.map_err(|error| format!("expected well-formed JSON, but {error}; download the file again"))?;
    if found {
        Ok(())
    } else {
        Err("expected openFDA labels, but the file has no \"results\"; choose another file".into())
    }
}

/// A reader that stops at a record larger than any label.
struct Limited<R> {
    reader: R,
    left: Rc<Cell<usize>>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        match self.left.get().checked_sub(read) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other("a record has more than 16 MiB")),
        }
        Ok(read)
    }
}

/// A file: an answer with `results`, a list of records, or one record.
struct Top<'a, F>(&'a mut F);

impl<'de, F: FnMut(&Value) -> bool> DeserializeSeed<'de> for Top<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: FnMut(&Value) -> bool> Visitor<'de> for Top<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an openFDA answer, a list of records, or a record")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut records: A) -> Result<(), A::Error> {
        while let Some(record) = records.next_element::<Value>()? {
            if !(self.0)(&record) {
                while records.next_element::<IgnoredAny>()?.is_some() {}
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let mut record = Map::new();
        while let Some(key) = fields.next_key::<String>()? {
            match key.as_str() {
                "results" => fields.next_value_seed(Top(&mut *self.0))?,
                "meta" => {
                    fields.next_value::<IgnoredAny>()?;
                }
                _ => {
                    record.insert(key, fields.next_value()?);
                }
            }
        }
        if record.contains_key("set_id") || record.contains_key("openfda") {
            (self.0)(&Value::Object(record));
        }
        Ok(())
    }
}
