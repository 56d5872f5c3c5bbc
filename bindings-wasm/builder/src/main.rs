//! Writes the JavaScript and the types around a compiled module: `cityvitals-wasm-builder INPUT.wasm FOLDER`.
//!
//! It is built from this workspace, so that its version is that of the `wasm-bindgen` in the lock file, which the two must share.

use std::error::Error;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder] = arguments.as_slice() else {
        return Err("usage: cityvitals-wasm-builder INPUT.wasm FOLDER".into());
    };
    Bindgen::new()
        .input_path(input)
        .web(true)?
        .typescript(true)
        .out_name("cityvitals")
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)?;
    Ok(())
}
