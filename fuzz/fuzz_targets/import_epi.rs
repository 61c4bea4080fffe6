#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| drug_card_fuzz::check("import_epi", data));
