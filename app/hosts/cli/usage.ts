export const usage = `Lectern narrates documents and exports them for offline listening.

  lectern narrate FILE --out OUT  read a document into sound files; OUT ends in
                                  .wav, .flac, .mp3, .m4b, .m4a or .opus
  lectern narrate FILE --play     read it aloud; with --out too, write it on the way
  lectern narrate --resume        go on with every narration that was cut off
  lectern say [TEXT | -]          speak a text, or what comes in on stdin
  lectern script FILE             show what would be spoken, and what it would cost
  lectern voices                  list the voices
  lectern transcribe FILE         write down what is said in a recording or a video
  lectern serve                   open the window in the browser (this machine only)
  lectern speech-service          run the offline voices as a service with Together's protocol

Voices (narrate, say, script):
  --voice NAME        a voice, as "lectern voices" lists it
  --model ID          a model; default: the offline voices, or Kokoro where there is a key
  --language xx       what the text is in, where the document does not say
  --service NAME      local (offline voices) or together

Files (narrate):
  --chapters HOW      embedded: one file with marked chapters (default); split: a folder with a file for
                      each and a playlist; both
  --bitrate N         in kbit/s: 32 to 320, as far as the format and its rate go
  --vbr, --no-vbr     a bitrate that follows the sound, or stays (MP3, Opus)
  --rate N            24000 (default), 44100 or 48000
  --stereo            the voice on two channels
  --loudness HOW      as-is (default); acx: what audiobook shops ask for; podcast: -16 LUFS; or so many
                      LUFS (--loudness=-18); with a limit for true peaks
  --head N, --tail N  silence before the first sound and after the last, in seconds
  --subtitles LIST    of srt, vtt, lrc and epub (an EPUB 3 whose text is marked as it is heard),
                      beside each file: --subtitles srt,vtt
  --cue, --report     a cue sheet of the chapters; the measured loudness as JSON
  --title, --author, --narrator, --series, --year, --cover PICTURE
  --resume            go on with this narration: what is spoken or written already is used again (as ever)
  --force             replace other files that are in the way
  OUT may have {title}, {author}, {narrator}, {series} and {year} in it, and, with split or both, {number}
  and {chapter}: "{author} - {title}/{number} {chapter}.mp3"

Text (narrate, script):
  --code HOW          program code: spoken (default), named ("Code.") or skipped
  --note-marks HOW    marks that point to notes: removed (default) or spoken ("note 1")
  --password WORD     what opens a locked PDF; it is not kept, so give it again to go on

Recordings (transcribe; --model, --language and --service too):
  --format F          txt (default), srt, vtt or json, on stdout
  --translate         into English
  --speakers          tell speakers apart

  --speed N           0.5 to 3 times as fast, for what is heard
  --json              a JSON summary on stdout; progress stays on stderr
  --port N            serve, speech-service: default a free port
  --help, --version

Environment: TOGETHER_API_KEY, TOGETHER_BASE_URL, LECTERN_DATA (where the library and takes are kept).
Exit codes: 0 done, 1 failed, 2 bad usage or input, 130 interrupted.
`;
