//! `utkik sources accept ID`: lets the next answer of a source in quarantine in.

use crate::cli::context::{Context, Loaded};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::message::sources as text;
use crate::model::SourceId;

pub async fn run(context: &Context, id: &SourceId) -> anyhow::Result<Exit> {
    let Loaded { settings, .. } = context.settings()?;
    let Some(source) = super::find(&settings.sources, id.as_str()) else {
        return Ok(Exit::Configuration);
    };
    let store = context.existing_store().await?;
    let is_changed = store.accept_next(&source.id, context.clock.now()).await?;
    store.close().await;
    if !is_changed {
        output::note(&format!("utkik: {}", text::nothing_to_accept(context.locale, id.as_str())));
        return Ok(Exit::Usage);
    }
    if context.json {
        output::json(&serde_json::json!({ "id": id, "accepted": true }))?;
    } else {
        output::line(&text::accepted(context.locale, id.as_str()))?;
    }
    Ok(Exit::Well)
}
