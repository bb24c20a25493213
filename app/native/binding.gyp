{
  'variables': {'portaudio_include%': '', 'portaudio_library%': ''},
  'targets': [
    {
      'target_name': 'lectern_portaudio',
      'sources': [
        'portaudio.c', 'options.c', 'soon.c', 'stream.c', 'depth.c', 'sound.c', 'gate.c', 'devices.c', 'alsa.c', 'urgency.c',
      ],
      'include_dirs': ['<(portaudio_include)'],
      'libraries': ['<(portaudio_library)'],
      'msvs_settings': {
        'VCCLCompilerTool': {'AdditionalOptions': ['/std:c11', '/experimental:c11atomics']},
      },
    },
  ],
}
