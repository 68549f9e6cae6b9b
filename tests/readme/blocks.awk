# Writes each ```cpp block of the given documents to a file of its own: program_NAME_N.cpp where it has a main, else
# snippet_NAME_N.cpp, within a function. Lines are counted as in the document, so that an error names the place.
FNR == 1 {
  name = FILENAME
  sub(/.*\//, "", name)
  sub(/\.md$/, "", name)
  count = 0
  inside = 0
}
!inside && /^```cpp$/ {
  inside = 1
  isProgram = 0
  text = "#line " (FNR + 1) " \"" FILENAME "\"\n"
  next
}
inside && /^```$/ {
  inside = 0
  ++count
  file = out "/" (isProgram ? "program_" : "snippet_") name "_" count ".cpp"
  if (isProgram) {
    printf "%s", text > file
  } else {
    printf "#include \"snippet.hpp\"\nvoid snippet() {\n%s}\n", text > file
  }
  close(file)
  next
}
inside {
  text = text $0 "\n"
  if ($0 ~ /^int main\(/) isProgram = 1
}
END { exit inside }
