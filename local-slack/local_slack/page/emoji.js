/** The emoji that this page knows by name. Any other stays as typed. */
export const EMOJI = Object.freeze({
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", wave: "👋", pray: "🙏", clap: "👏", eyes: "👀", muscle: "💪",
  raised_hands: "🙌", point_right: "👉", point_down: "👇", point_up: "☝️", handshake: "🤝", writing_hand: "✍️",
  smile: "😄", slightly_smiling_face: "🙂", thinking_face: "🤔", tada: "🎉", sparkles: "✨", fire: "🔥", star: "⭐",
  heart: "❤️", rocket: "🚀", white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌",
  warning: "⚠️", no_entry: "⛔", no_entry_sign: "🚫", exclamation: "❗", question: "❓", bangbang: "‼️", bulb: "💡",
  information_source: "ℹ️", lock: "🔒", unlock: "🔓", key: "🔑", bell: "🔔", mag: "🔍", link: "🔗", pushpin: "📌",
  round_pushpin: "📍", memo: "📝", pencil: "📝", pencil2: "✏️", clipboard: "📋", calendar: "📆", date: "📅", clock1: "🕐",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", stopwatch: "⏱️", bar_chart: "📊",
  chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", moneybag: "💰", dollar: "💵", pound: "💷",
  euro: "💶", scales: "⚖️", briefcase: "💼", office: "🏢", house: "🏠", globe_with_meridians: "🌐", earth_americas: "🌎",
  earth_africa: "🌍", books: "📚", book: "📖", page_facing_up: "📄", file_folder: "📁", inbox_tray: "📥", outbox_tray: "📤",
  package: "📦", email: "📧", speech_balloon: "💬", triangular_flag_on_post: "🚩", white_flag: "🏳️", checkered_flag: "🏁",
  red_circle: "🔴", large_orange_circle: "🟠", large_yellow_circle: "🟡", large_green_circle: "🟢", large_blue_circle: "🔵",
  white_circle: "⚪", black_circle: "⚫", large_green_square: "🟩", large_yellow_square: "🟨", large_red_square: "🟥",
  white_large_square: "⬜", arrow_up: "⬆️", arrow_down: "⬇️", arrow_right: "➡️", arrow_left: "⬅️", arrows_counterclockwise: "🔄",
  one: "1️⃣", two: "2️⃣", three: "3️⃣", four: "4️⃣", five: "5️⃣", gear: "⚙️", hammer_and_wrench: "🛠️", robot_face: "🤖",
  bust_in_silhouette: "👤", busts_in_silhouette: "👥", dart: "🎯", compass: "🧭", seedling: "🌱", us: "🇺🇸", gb: "🇬🇧", il: "🇮🇱",
});

/** `:name:` to its character, or null where the name is unknown. */
export const emoji = (name) => (Object.hasOwn(EMOJI, name) ? EMOJI[name] : null);
