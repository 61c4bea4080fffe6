#![no_main]

libfuzzer_sys::fuzz_target!(init: drug_card_fuzz::write_index_inputs(), |data: &[u8]| drug_card_fuzz::check("index_open", data));
