{
  'variables': {'portaudio%': ''},
  'targets': [
    {
      'target_name': 'lectern_portaudio',
      'sources': ['portaudio.c', 'options.c', 'soon.c', 'stream.c', 'sound.c', 'gate.c', 'devices.c', 'alsa.c'],
      'include_dirs': ['<(portaudio)/include'],
      'libraries': ['<(portaudio)/bin/portaudio_x64.lib'],
      'msvs_settings': {
        'VCCLCompilerTool': {'AdditionalOptions': ['/std:c11', '/experimental:c11atomics']},
      },
    },
  ],
}
