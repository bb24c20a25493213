export const usage = `Lectern narrates documents and exports them for offline listening.

  lectern narrate FILE --out OUT.{wav,mp3}  read a document into a sound file
  lectern narrate FILE --play               read it aloud; with --out too, write it on the way
  lectern say [TEXT | -]                    speak a text, or what comes in on stdin
  lectern script FILE                       show what would be spoken, and what it would cost
  lectern voices                            list the voices
  lectern serve                             open the window in the browser (this machine only)
  lectern speech-service                    run the offline voices as a service with Together's protocol

Voices (narrate, say, script):
  --voice NAME        a voice, as "lectern voices" lists it
  --model ID          a model; default: the offline voices, or Kokoro where there is a key
  --language xx       what the text is in, where the document does not say
  --service NAME      local (offline voices) or together

  --speed N           0.5 to 3 times as fast, for what is heard
  --json              a JSON summary on stdout; progress stays on stderr
  --port N            serve, speech-service: default a free port
  --help, --version

Environment: TOGETHER_API_KEY, TOGETHER_BASE_URL, LECTERN_DATA (where the library and takes are kept).
Exit codes: 0 done, 1 failed, 2 bad usage or input, 130 interrupted.
`;
