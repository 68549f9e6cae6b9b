# Writes a C++ file whose function returns a text file's content:
# cmake -DINPUT=file -DOUTPUT=file.cpp -DHEADER=header.hpp -DFUNCTION=name -P embed.cmake
file(READ "${INPUT}" text)
set(literals "")
string(LENGTH "${text}" length)
# In pieces, since compilers need not take a literal of more than 65,536 characters.
set(at 0)
while(at LESS length)
  string(SUBSTRING "${text}" ${at} 8000 piece)
  string(APPEND literals "R\"embedded(${piece})embedded\"\n")
  math(EXPR at "${at} + 8000")
endwhile()
file(WRITE "${OUTPUT}" "#include \"${HEADER}\"\n
namespace snsuapi {\nnamespace sandbox {\n
std::string_view ${FUNCTION}() {\n  using namespace std::string_view_literals;\n  return ${literals}\"\"sv;\n}\n
}  // namespace sandbox\n}  // namespace snsuapi\n")
