# The catalogue of the client as C++, for what the server says itself: cmake -DINPUT=web/texts -DOUTPUT=texts.cpp -P …
file(READ ${INPUT}/de.json german)
file(READ ${INPUT}/en.json english)
file(WRITE ${OUTPUT} "namespace server {\n\nextern const char german_texts[], english_texts[];\n"
  "const char german_texts[] = R\"texts(${german})texts\";\nconst char english_texts[] = R\"texts(${english})texts\";\n\n"
  "}  // namespace server\n")
