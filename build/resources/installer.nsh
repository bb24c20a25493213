; Makes links to lectern: known, and offers Lectern under "Open with" for the documents that it reads. Which program opens them otherwise stays as it is:
; electron-builder's own fileAssociations would make Lectern the one, for every .txt of the machine.

!define DOCUMENT "Lectern.Document"

!macro everyEnding ACTION
  !insertmacro ${ACTION} epub
  !insertmacro ${ACTION} docx
  !insertmacro ${ACTION} odt
  !insertmacro ${ACTION} rtf
  !insertmacro ${ACTION} pdf
  !insertmacro ${ACTION} html
  !insertmacro ${ACTION} htm
  !insertmacro ${ACTION} xhtml
  !insertmacro ${ACTION} md
  !insertmacro ${ACTION} markdown
  !insertmacro ${ACTION} txt
  !insertmacro ${ACTION} text
  !insertmacro ${ACTION} srt
  !insertmacro ${ACTION} vtt
!macroend

!macro offer ENDING
  WriteRegNone SHELL_CONTEXT "Software\Classes\.${ENDING}\OpenWithProgids" "${DOCUMENT}"
!macroend

!macro withdraw ENDING
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.${ENDING}\OpenWithProgids" "${DOCUMENT}"
!macroend

; Tells the Explorer that associations have changed.
!macro tellExplorer
  System::Call 'shell32::SHChangeNotify(i, i, i, i) v (0x08000000, 0, 0, 0)'
!macroend

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\${DOCUMENT}" "" "Lectern"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${DOCUMENT}\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${DOCUMENT}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  ; A link opens the app and says nothing else to it; behind the two hyphens nothing in it is a switch.
  WriteRegStr SHELL_CONTEXT "Software\Classes\lectern" "" "URL:Lectern"
  WriteRegStr SHELL_CONTEXT "Software\Classes\lectern" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\lectern\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" -- "%1"'
  !insertmacro everyEnding offer
  !insertmacro tellExplorer
!macroend

!macro customUnInstall
  !insertmacro everyEnding withdraw
  DeleteRegKey SHELL_CONTEXT "Software\Classes\${DOCUMENT}"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\lectern"
  !insertmacro tellExplorer
!macroend
