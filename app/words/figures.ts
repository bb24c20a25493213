/** Characters that a voice speaks in a minute: the field's usual figure, the same that the app's estimate is made with. */
const CHARACTERS_A_MINUTE = 990;

/** Seconds of narration that so many characters come to. */
export const spokenSeconds = (characters: number): number => (characters / CHARACTERS_A_MINUTE) * 60;

/** `0:07`, `12:30`, `1:02:03`: a place in the narration, whole seconds. */
export function clock(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : `${Number(parts[0])}:${parts[1]}`;
}

/** `40 s`, `12 min`, `1 h 5 min`: how long something is, no more exact than a person needs. */
export function duration(seconds: number): string {
  if (seconds < 59.5) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** `$1.20`, `less than a cent`, `free`; US dollars. */
export function money(dollars: number): string {
  if (dollars === 0) return 'free';
  return dollars < 0.01 ? 'less than a cent' : `$${dollars.toFixed(2)}`;
}

/** `1 chapter`, `4,210 characters`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** `50 MB` for bytes; decimal, as file managers count. */
export function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** step).toPrecision(3))} ${units[step]}`;
}

/** Made when it is first asked for: ICU takes 50 ms for it. */
let languages: Intl.DisplayNames | null = null;

/** `en-gb` as `British English`; a tag that nobody knows stays as it is. */
export function languageName(tag: string): string {
  try {
    languages ??= new Intl.DisplayNames(['en'], { type: 'language' });
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** `today`, `yesterday`, `12 March`, `12 March 2024`, as seen at `now`; both in ms since 1970. */
export function day(moment: number, now: number): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (moment >= midnight) return 'today';
  if (moment >= midnight - 86_400_000) return 'yesterday';
  const date = new Date(moment);
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
  if (date.getFullYear() !== new Date(now).getFullYear()) options.year = 'numeric';
  return date.toLocaleDateString('en-GB', options);
}
