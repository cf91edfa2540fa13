# cmake -DINPUT=<folder> -DOUTPUT=<file.cpp> -P migrations.cmake: the numbered SQL files as one C++ table.
file(GLOB files ${INPUT}/*.sql)
list(SORT files)
set(rows "")
set(count 0)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME)
  string(REGEX MATCH "^[0-9]+" number ${name})
  string(REGEX REPLACE "^0+" "" number ${number})
  file(READ ${file} sql)
  string(APPEND rows "    {${number}, R\"sql(${sql})sql\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "namespace storage {\nstruct Migration {\n  int number;\n  const char* sql;\n};\n"
  "extern const Migration migrations[];\nextern const int migration_count;\n"
  "const Migration migrations[] = {\n${rows}};\nconst int migration_count = ${count};\n}\n")
