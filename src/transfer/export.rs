//! Documents out: one JSON line each, in the order in which they last changed.

use std::io::Write;

use crate::model::SourceId;
use crate::store::Store;

use super::TransferError;
use super::line::Line;

/// Documents read at a time.
const PAGE: usize = 200;

/// Writes all documents, or those of one source, and says how many.
pub async fn export(
    store: &Store,
    source: Option<&SourceId>,
    out: &mut impl Write,
) -> Result<u64, TransferError> {
    let mut written = 0;
    let mut sequence = 0;
    loop {
        let page = store.documents_after(sequence, source, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        sequence = *last;
        for (_, document) in &page {
            serde_json::to_writer(&mut *out, &Line::of(document))
                .map_err(|error| TransferError::Write(error.into()))?;
            out.write_all(b"\n").map_err(TransferError::Write)?;
            written += 1;
        }
    }
    out.flush().map_err(TransferError::Write)?;
    Ok(written)
}
