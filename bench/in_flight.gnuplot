# gnuplot -c in_flight.gnuplot DATA OUTPUT; a line of DATA: calls, the floor's CPU of each in microseconds, the SDK's.
set terminal svg size 720,400 noenhanced font "sans-serif,13" background rgb "white"
set output ARG2
set logscale xy
set xlabel "calls in flight"
set ylabel "CPU of each call, µs"
set grid
set key top center reverse Left
set xrange [0.8:12500]
plot ARG1 using 1:2 with linespoints lw 2 pt 7 ps 0.6 lc rgb "#b35806" title "raw libcurl, one curl_multi and epoll", \
     ARG1 using 1:3 with linespoints lw 2 pt 7 ps 0.6 lc rgb "#2166ac" title "SDK, executeAsync"
