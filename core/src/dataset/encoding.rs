//! Bytes of a file to text: UTF-8, or a word on what it is instead.

/// What bytes that are not UTF-8 look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Gbk,
    Utf16,
    Workbook,
    OldWorkbook,
    Unknown,
}

impl Encoding {
    /// Chinese and English name.
    pub(crate) const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Gbk => ("GBK 或 GB 18030", "GBK or GB 18030"),
            Self::Utf16 => ("UTF-16", "UTF-16"),
            Self::Workbook => ("Excel 工作簿（xlsx）或其他压缩文件", "an Excel workbook (xlsx) or another archive"),
            Self::OldWorkbook => ("旧版 Excel 工作簿（xls）", "an old Excel workbook (xls)"),
            Self::Unknown => ("未知编码", "an unknown encoding"),
        }
    }
}

/// The text of a UTF-8 file without its byte-order mark, or what the bytes look like and which of them is the first that is wrong.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, (Encoding, usize)> {
    match std::str::from_utf8(bytes) {
        // A workbook begins with bytes that are also text.
        Ok(_) if bytes.starts_with(b"PK\x03\x04") => Err((Encoding::Workbook, 0)),
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Err(error) => Err((guess(bytes), error.valid_up_to())),
    }
}

fn guess(bytes: &[u8]) -> Encoding {
    if bytes.starts_with(b"PK\x03\x04") {
        Encoding::Workbook
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        Encoding::OldWorkbook
    } else if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        Encoding::Utf16
    } else if is_gbk(bytes) {
        Encoding::Gbk
    } else {
        Encoding::Unknown
    }
}

/// Whether every byte beyond ASCII is part of a two-byte (GBK) or four-byte (GB 18030) character.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter().copied();
    while let Some(first) = bytes.next() {
        match first {
            0..=0x7F => {}
            0x81..=0xFE => match bytes.next() {
                Some(0x40..=0x7E | 0x80..=0xFE) => {}
                Some(0x30..=0x39) => {
                    let rest = (bytes.next(), bytes.next());
                    if !matches!(rest, (Some(0x81..=0xFE), Some(0x30..=0x39))) {
                        return false;
                    }
                }
                _ => return false,
            },
            _ => return false,
        }
    }
    true
}

/// The line on which a byte lies, from one.
pub(crate) fn line_of(bytes: &[u8], offset: usize) -> u32 {
    let before = bytes.get(..offset).unwrap_or(bytes);
    u32::try_from(before.split(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_8_is_read_with_and_without_mark() {
        assert_eq!(decode("编号\n".as_bytes()), Ok("编号\n"));
        assert_eq!(decode("\u{FEFF}编号\n".as_bytes()), Ok("编号\n"));
        assert_eq!(decode(b""), Ok(""));
    }

    #[test]
    fn other_encodings_are_named() {
        // 编号,名称 in GBK.
        assert_eq!(
            decode(&[b'i', b'd', b'\n', 0xB1, 0xE0, 0xBA, 0xC5, b',', 0xC3, 0xFB, 0xB3, 0xC6]),
            Err((Encoding::Gbk, 3))
        );
        assert_eq!(decode(&[0x81, 0x30, 0x81, 0x30]).map_err(|error| error.0), Err(Encoding::Gbk));
        assert_eq!(decode(&[0xFF, 0xFE, b'i', 0]).map_err(|error| error.0), Err(Encoding::Utf16));
        assert_eq!(decode(b"PK\x03\x04").map_err(|error| error.0), Err(Encoding::Workbook));
        assert_eq!(
            decode(&[0xD0, 0xCF, 0x11, 0xE0]).map_err(|error| error.0),
            Err(Encoding::OldWorkbook)
        );
        assert_eq!(decode(&[b'a', 0xFF]).map_err(|error| error.0), Err(Encoding::Unknown));
        assert_eq!(decode(&[b'a', 0x81, 0x30, b'b']).map_err(|error| error.0), Err(Encoding::Unknown));
        assert_eq!(line_of(b"a\nb\nc", 4), 3);
    }
}
