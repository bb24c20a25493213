{
  'variables': {'portaudio%': ''},
  'targets': [
    {
      'target_name': 'lectern_portaudio',
      'sources': ['portaudio.c', 'stream.c'],
      'include_dirs': ['<(portaudio)/include'],
      'libraries': ['<(portaudio)/bin/portaudio_x64.lib'],
      'msvs_settings': {
        'VCCLCompilerTool': {'AdditionalOptions': ['/std:c11', '/experimental:c11atomics']},
      },
    },
  ],
}
