//! Files and texts that a caller means: `cityvitals._tables` tells them apart and reads them.

use pyo3::prelude::*;

/// Names and texts of the files of a catalogue or scheme.
pub(crate) fn of_catalogue(py: Python<'_>, source: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String)>> {
    read(py, "catalogue_files", source)?.extract()
}

/// Kinds, names and contents of judgements.
pub(crate) fn of_judgements(py: Python<'_>, source: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String, Vec<u8>)>> {
    read(py, "judgement_files", source)?.extract()
}

/// The GeoJSON text of shapes.
pub(crate) fn geojson(py: Python<'_>, source: &Bound<'_, PyAny>) -> PyResult<String> {
    read(py, "geojson", source)?.extract()
}

fn read<'py>(py: Python<'py>, reader: &str, source: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    py.import("cityvitals._tables")?.getattr(reader)?.call1((source,))
}
