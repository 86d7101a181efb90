//! Technologies that are recognised by their name wherever they are used.

/// Wordings, for the list of cues.
pub(super) const WORDS: &str = "lorawan|nb-iot|lora-nät*|iot-plattform*|iot-sensor*|iot sensor*|digital tvilling|digitala tvilling*|digital twin*|digitaler zwilling|digitalen zwilling*|digital tvilling*|digitaalinen kaksonen|digitaalisen kaksosen|chattbot*|chatbot*|chatbotti*|copilot|chatgpt|rpa|fiware|mim plus|drönare|drones|self-driving bus*|self-driving shuttle*|självkörande buss*|selvkørende bus*|selvkjørende buss*|autonomous shuttle*|smart waste bin*|smarta papperskorg*|smarta lås|smart lock*|gps-larm|trygghetskamera*|exoskelett*|exoskeleton*|blockchain|blockkedj*|digital nattillsyn|läkemedelsrobot*|medicinrobot*|5g-nät*|lidar|bim-modell*|vehicle-to-grid";

/// How they are shown, by how their wording begins; else as the text has it.
const NAMES: [(&str, &str); 14] = [
    ("lora", "LoRaWAN"),
    ("nb-iot", "NB-IoT"),
    ("digital tvilling", "digital tvilling"),
    ("digitala tvilling", "digital tvilling"),
    ("digital twin", "digital twin"),
    ("digitaler zwilling", "digitaler Zwilling"),
    ("digitalen zwilling", "digitaler Zwilling"),
    ("digitaali", "digitaalinen kaksonen"),
    ("chattbot", "chattbot"),
    ("chatbot", "chatbot"),
    ("copilot", "Copilot"),
    ("chatgpt", "ChatGPT"),
    ("fiware", "FIWARE"),
    ("rpa", "RPA"),
];

/// The name to show for a wording.
pub(super) fn name(wording: &str) -> String {
    let lower = wording.to_lowercase();
    let known = NAMES.iter().find(|(start, _)| lower.starts_with(start));
    known.map_or(lower.clone(), |(_, name)| (*name).to_owned())
}
