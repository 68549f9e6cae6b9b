#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <type_traits>

namespace snsuapi {
namespace internal {

/// A growing row of plain values, the first N of which stand within the object: what is usual needs no allocation, and
/// what is not has room all the same. The place of its values changes as it grows.
template <class T, std::size_t N>
class InlineBuffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  // Not `= default`, which would not say that the values are left as they are.
  InlineBuffer() noexcept {}  // NOLINT(modernize-use-equals-default)
  InlineBuffer(const InlineBuffer&) = delete;
  InlineBuffer& operator=(const InlineBuffer&) = delete;

  T* data() noexcept { return data_; }
  const T* data() const noexcept { return data_; }
  std::size_t size() const noexcept { return size_; }
  T& operator[](std::size_t index) noexcept { return data_[index]; }
  const T& operator[](std::size_t index) const noexcept { return data_[index]; }
  T* begin() noexcept { return data_; }
  T* end() noexcept { return data_ + size_; }
  const T* begin() const noexcept { return data_; }
  const T* end() const noexcept { return data_ + size_; }

  void push_back(const T& value) {
    const T copy = value;  // which may stand in this buffer
    *extend(1) = copy;
  }
  void append(const T* values, std::size_t count) { std::copy_n(values, count, extend(count)); }

  /// Makes room for so many more values at the end, which are not set to anything, and returns the first of them.
  T* extend(std::size_t count) {
    if (capacity_ - size_ < count) grow(size_ + count);
    T* const first = data_ + size_;
    size_ += count;
    return first;
  }
  /// Drops the values from this one on.
  void truncate(std::size_t size) noexcept { size_ = size; }

 private:
  void grow(std::size_t atLeast) {
    const std::size_t capacity = std::max(atLeast, 2 * capacity_);
    std::unique_ptr<T[]> larger(new T[capacity]);
    std::copy_n(data_, size_, larger.get());
    heap_ = std::move(larger);
    data_ = heap_.get();
    capacity_ = capacity;
  }

  std::size_t size_ = 0;
  std::size_t capacity_ = N;
  std::unique_ptr<T[]> heap_;
  T* data_ = inline_;
  T inline_[N];
};

}  // namespace internal
}  // namespace snsuapi
