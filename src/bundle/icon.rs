//! Owns the icons of the app: a card with three lines, drawn here and written as PNG.
//!
//! PNG (ISO/IEC 15948) with a palette; its zlib stream (RFC 1950, 1951) has one block of fixed codes that knows literals and
//! repeats of the last byte, which is all that a flat drawing needs.

use crate::lean::crc::crc32;

/// Samples of a pixel along each axis.
const FINE: u32 = 4;
/// Samples of a pixel.
const SAMPLES: u8 = 16;
/// Side of the drawing that the shapes are given in.
const SIDE: f64 = 32.0;
/// The colour of the card.
const CARD: [u8; 3] = [0x0b, 0x5c, 0x7a];
/// The lines: left, right, height; half their thickness.
const LINES: [(f64, f64, f64); 3] = [(9.0, 23.0, 9.0), (9.0, 23.0, 15.0), (9.0, 17.0, 21.0)];
const HALF: f64 = 1.25;

/// Repeats of the last byte: how many, the code and its bits, and how many bits follow that are zero.
const REPEATS: [(usize, u32, u32, u32); 6] =
    [(258, 0xc5, 8, 0), (131, 0xc1, 8, 5), (35, 17, 7, 3), (11, 9, 7, 1), (4, 2, 7, 0), (3, 1, 7, 0)];

/// How far the drawing reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A card on nothing.
    Card,
    /// Colour to the edges, for systems that cut icons to their own form.
    Maskable,
}

/// The icon as a PNG of `size` pixels a side.
pub(crate) fn png(size: u32, shape: Shape) -> Vec<u8> {
    let mut header = [size.to_be_bytes(), size.to_be_bytes()].concat();
    // Eight bits a pixel, by palette, no interlace.
    header.extend([8, 3, 0, 0, 0]);
    // Entry n is the card, n of 16 opaque; entry 16 + n is the card, n of 16 white.
    let card = (0..=SAMPLES).flat_map(|_| CARD);
    let white = (1..=SAMPLES).flat_map(|n| CARD.map(|c| c + blend(255 - c, n)));
    let palette: Vec<u8> = card.chain(white).collect();
    let opaque: Vec<u8> = (0..=SAMPLES).map(|n| blend(255, n)).collect();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, bytes) in [
        (b"IHDR", &header),
        (b"PLTE", &palette),
        (b"tRNS", &opaque),
        (b"IDAT", &zlib(&rows(size, shape))),
        (b"IEND", &Vec::new()),
    ] {
        let named = [name.as_slice(), bytes].concat();
        png.extend((bytes.len() as u32).to_be_bytes());
        png.extend(&named);
        png.extend(crc32(&named).to_be_bytes());
    }
    png
}

/// `n` sixteenths of `value`.
fn blend(value: u8, n: u8) -> u8 {
    (u16::from(value) * u16::from(n) / u16::from(SAMPLES)) as u8
}

/// The pixels by row, each row told as its difference from the one above (filter 2), so that most bytes are zero.
fn rows(size: u32, shape: Shape) -> Vec<u8> {
    let mut above = vec![0; size as usize];
    let mut out = Vec::new();
    for y in 0..size {
        let row: Vec<u8> = (0..size).map(|x| pixel(x, y, size, shape)).collect();
        out.push(2);
        out.extend(row.iter().zip(&above).map(|(now, above): (&u8, &u8)| now.wrapping_sub(*above)));
        above = row;
    }
    out
}

/// The entry of the palette for a pixel.
fn pixel(x: u32, y: u32, size: u32, shape: Shape) -> u8 {
    let (mut card, mut line) = (0, 0);
    let place = |at: u32, n: u32| (f64::from(at * FINE + n) + 0.5) * SIDE / f64::from(size * FINE);
    for (a, b) in (0..FINE).flat_map(|a| (0..FINE).map(move |b| (a, b))) {
        let (x, y) = (place(x, a), place(y, b));
        card += u8::from(shape == Shape::Maskable || in_card(x, y));
        line += u8::from(LINES.iter().any(|(from, to, at)| near(x - x.clamp(*from, *to), y - at, HALF)));
    }
    if line > 0 { SAMPLES + line } else { card }
}

/// A rectangle of 24 by 28 with corners of radius 3.
fn in_card(x: f64, y: f64) -> bool {
    near(x - x.clamp(7.0, 25.0), y - y.clamp(5.0, 27.0), 3.0)
}

fn near(x: f64, y: f64, radius: f64) -> bool {
    x * x + y * y <= radius * radius
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = Bits { bytes: vec![0x78, 0x01], ..Bits::default() };
    // The last block, of fixed codes.
    out.low_first(0b011, 3);
    for run in bytes.chunk_by(|a, b| a == b) {
        let literal = |out: &mut Bits| match run[0] {
            byte @ 0..=143 => out.code(0x30 + u32::from(byte), 8),
            byte => out.code(0x190 + u32::from(byte - 144), 9),
        };
        literal(&mut out);
        let mut left = run.len() - 1;
        while left > 0 {
            if let Some((length, code, bits, extra)) =
                REPEATS.into_iter().find(|(length, ..)| *length <= left)
            {
                out.code(code, bits);
                out.low_first(0, extra);
                // Distance 1.
                out.code(0, 5);
                left -= length;
            } else {
                literal(&mut out);
                left -= 1;
            }
        }
    }
    out.code(0, 7);
    let mut zlib = out.bytes;
    let (a, b) = bytes.iter().fold((1, 0), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    zlib.extend(((b << 16) | a).to_be_bytes());
    zlib
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    /// Bits taken of the last byte; 0 when it is full.
    taken: u32,
}

impl Bits {
    fn low_first(&mut self, value: u32, count: u32) {
        for n in 0..count {
            self.bit((value >> n) & 1);
        }
    }

    /// A Huffman code, which goes in from its highest bit.
    fn code(&mut self, value: u32, count: u32) {
        for n in (0..count).rev() {
            self.bit((value >> n) & 1);
        }
    }

    fn bit(&mut self, bit: u32) {
        if self.taken == 0 {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= (bit << self.taken) as u8;
        }
        self.taken = (self.taken + 1) % 8;
    }
}
